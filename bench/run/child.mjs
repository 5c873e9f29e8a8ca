// One part of the benchmark in a process of its own: what it is asked comes as a message, what came of it goes back as one.
import { Disagreement } from "./measure.mjs";

const tell = (progress) => process.send({ progress });

const parts = {
  limit: async () => (await import("./limit.mjs")).memoryLimit(),
  pair: async (asked) => (await import("./pair.mjs")).pair({ ...asked, tell }),
  load: async (asked) => (await import("./loading.mjs")).loading({ ...asked, tell }),
  peer: async ({ name, ...asked }) => {
    const peer = await import(`../peers/${name}.mjs`);
    return (await import("./peer.mjs")).alone({ ...asked, peer, tell });
  },
};

process.once("message", async ({ part, asked }) => {
  try {
    process.send({ result: await parts[part](asked) }, () => process.exit(0));
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    process.send({ failed: { message, stack, disagrees: error instanceof Disagreement } }, () => process.exit(1));
  }
});
