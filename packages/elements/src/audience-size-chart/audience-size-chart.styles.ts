import { css } from "lit";

export const sizeChartStyles = css`
  :host {
    display: block;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 40px;
    margin-block: 4px 16px;
  }
  .facts div {
    display: grid;
    gap: 4px;
  }

  .custom {
    inline-size: max-content;
    max-inline-size: calc(100vw - 16px);
    padding: 16px;
  }
  .custom form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  .custom label {
    display: grid;
    gap: 4px;
  }

  .skeleton.plot {
    block-size: 264px;
    margin-block: 56px 24px;
  }

  @container audience (max-width: 640px) {
    .facts {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .facts div {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
  }
`;
