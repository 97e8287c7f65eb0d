package dev.framecast.examples.faults;

/** What goes wrong, a row of the matrix each. How it is done to a camera is in its {@link Rig}. */
enum Fault {
  REFUSED("refused", When.FIRST),
  SILENT("accepted and silent", When.FIRST),
  STALL("silent in the middle", When.LATER),
  DRIP("a slow drip", When.LATER),
  RESET("reset", When.ONCE),
  CLOSED("closed", When.ONCE),
  OFF("switched off for a while", When.LATER),
  WRONG_LOGIN("wrong credentials", When.FIRST),
  CHANGED_LOGIN("credentials changed", When.LATER),
  GARBAGE("garbage", When.LATER),
  CUT("cut pictures", When.LATER),
  EMPTY("zero-size pictures", When.LATER),
  ENDLESS_HEADER("an endless header", When.FIRST),
  ENDLESS_PART("an endless header in midstream", When.LATER),
  BOUNDARY_WRONG("wrong boundary", When.FIRST),
  BOUNDARY_UNNAMED("boundary not announced", When.FIRST),
  BOUNDARY_MISSING("boundary not sent", When.FIRST),
  BOUNDARY_CHANGING("boundary changes with each part", When.LATER),
  SIZE("another size in midstream", When.LATER),
  CODEC("another codec in midstream", When.LATER),
  RATE("another frame rate in midstream", When.LATER),
  CLOCK_AHEAD("clock an hour ahead", When.LATER),
  CLOCK_BACK("clock an hour back", When.LATER),
  STAMPS_AHEAD("time stamps jump an hour ahead and back", When.LATER),
  STAMPS_BACK("time stamps jump an hour back and ahead", When.LATER),
  STAMPS_WRAP("time stamps wrap at 32 bits", When.FIRST),
  LOSS("packets lost", When.LATER),
  DNS_FAILURE("DNS knows no such name", When.LATER),
  DNS_CHANGE("DNS names another address", When.LATER),
  THROWS_OPEN("throws in open", When.LATER),
  THROWS_ADVANCE("throws in advance", When.LATER),
  THROWS_WRITE("throws in writeJpeg", When.LATER),
  THROWS_INFO("throws in info", When.LATER),
  THROWS_CANCEL("throws in cancel", When.LATER),
  THROWS_CLOSE("throws in close", When.LATER),
  HANGS_OPEN("never returns from open", When.LATER),
  HANGS_ADVANCE("never returns from advance", When.LATER),
  HANGS_WRITE("never returns from writeJpeg", When.LATER),
  HANGS_INFO("never returns from info", When.LATER),
  HANGS_CANCEL("never returns from cancel", When.LATER),
  HANGS_CLOSE("never returns from close", When.LATER);

  /** When it begins. */
  enum When {
    /** Before the camera is watched. */
    FIRST,
    /** While the camera is live; it lasts until it is ended. */
    LATER,
    /** While the camera is live; all is well at once. */
    ONCE
  }

  final String title;
  final When when;

  Fault(String title, When when) {
    this.title = title;
    this.when = when;
  }
}
