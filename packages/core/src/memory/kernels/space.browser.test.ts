import { expect } from "@open-wc/testing";
import { plainKernels } from "./plain.js";
import { Space } from "./space.js";

/** Makes a space in a page of its own, and tells which kernels it was given and what they count. */
function inPage(policy: string): Promise<unknown> {
  const module = new URL("./space.ts", import.meta.url).href;
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module">
      import { Space } from "${module}";
      const space = await Space.create({ bytes: 1048576 });
      const count = space.kernels.count(space.int32(128).fill(-1), 0, 128);
      parent.postMessage({ inside: space.memory !== undefined, count }, "*");
    </script>`;
  const told = new Promise<unknown>((resolve) => {
    addEventListener(
      "message",
      (message: MessageEvent<unknown>) => message.source === frame.contentWindow && resolve(message.data),
    );
  });
  document.body.append(frame);
  return told.finally(() => frame.remove());
}

describe("a space in a page", () => {
  it("runs its kernels in WebAssembly, as the plain ones count", async () => {
    const space = await Space.create({ bytes: 2 ** 20 });
    expect(space.memory).to.be.instanceOf(WebAssembly.Memory);
    expect(space.kernels).not.to.equal(plainKernels);
    const words = space.int32(256).map((_, index) => Math.imul(index, 0x9e3779b1));
    const inside = space.int32(256);
    inside.set(words);
    expect(space.kernels.count(inside, 0, 256)).to.equal(plainKernels.count(words, 0, 256));
  });

  it("uses them where the policy of the page lets WebAssembly be compiled", async () => {
    expect(await inPage("script-src * 'unsafe-inline' 'wasm-unsafe-eval'")).to.deep.equal({
      inside: true,
      count: 4096,
    });
  });

  it("does with the plain ones where it does not", async () => {
    expect(await inPage("script-src * 'unsafe-inline'")).to.deep.equal({ inside: false, count: 4096 });
  });
});
