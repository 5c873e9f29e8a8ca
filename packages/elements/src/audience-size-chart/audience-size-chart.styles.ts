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

  .chart-tools {
    justify-content: flex-end;
  }

  .custom {
    display: flex;
    flex: 1 0 100%;
    flex-wrap: wrap;
    justify-content: flex-end;
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
