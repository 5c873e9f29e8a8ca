/** One end of a line between two threads, or within one. */
export interface Channel<Heard, Said> {
  /** Moves `transfer` over instead of copying it. @throws DataCloneError for what cannot be copied */
  post(message: Said, transfer?: readonly ArrayBuffer[]): void;
  /** To be called once. `onLost` hears why nobody will answer any more. */
  listen(onMessage: (message: Heard) => void, onLost: (reason: string) => void): void;
  /** Ends the line, and the thread at its other end. */
  end(): Promise<void>;
}

/** Two ends within one thread: nothing is copied, and a message is heard after what runs now. */
export function directLine<A, B>(): readonly [Channel<A, B>, Channel<B, A>] {
  let hearHere: ((message: A) => void) | undefined;
  let hearThere: ((message: B) => void) | undefined;
  const end = async () => {
    hearHere = undefined;
    hearThere = undefined;
  };
  return [
    {
      post: (message) => queueMicrotask(() => hearThere?.(message)),
      listen: (onMessage) => void (hearHere = onMessage),
      end,
    },
    {
      post: (message) => queueMicrotask(() => hearHere?.(message)),
      listen: (onMessage) => void (hearThere = onMessage),
      end,
    },
  ];
}
