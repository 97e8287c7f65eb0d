package dev.framecast.examples.soak;

/** What a camera may do; each kind of camera does those that it can. */
enum Fault {
  NONE,
  /** Sends nothing. */
  STALL,
  /** Throws, or closes the connection. */
  THROW,
  /** Does not return, and cannot be interrupted. */
  HANG,
  /** Sends pictures that are none. */
  BROKEN,
  /** Sends pictures that end early. */
  CUT,
  /** Resets connections. */
  RESET,
  /** Accepts no connection. */
  REFUSE,
  /** Sends a little at a time. */
  DRIP,
  /** Sends bytes of any kind. */
  GARBAGE,
  /** Wants a password. */
  LOGIN,
  /** Changes the size of its pictures. */
  RESIZE
}
