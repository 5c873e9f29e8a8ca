import { expect } from "@open-wc/testing";
import { twoThreadsInPage, type TwoThreadsInPage } from "../../testing/engines/two-threads-in-page.js";

const twice = Array.from({ length: 200 }, (_, n) => `c${n}`)
  .filter((_, n) => n % 3 === 2)
  .sort();

describe("two threads in a page", () => {
  it("are one where no memory can be shared", async () => {
    const { isolated, members, why } = await twoThreadsInPage();
    expect(isolated).to.equal(false);
    expect(members).to.deep.equal(twice);
    expect(why).to.contain("One thread: no memory is shared.");
  });

  it("work together where the page is isolated", async () => {
    const channel = new BroadcastChannel("isolated page");
    const told = new Promise<TwoThreadsInPage>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<TwoThreadsInPage>) => resolve(data);
    });
    window.open(new URL("../../testing/engines/isolated-page.html", import.meta.url));
    const { isolated, members, why } = await told;
    channel.close();
    expect(isolated).to.equal(true);
    expect(members).to.deep.equal(twice);
    expect(why).to.contain("A second thread takes half of the customers.");
  });
});
