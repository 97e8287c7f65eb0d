/** Cameras served by servlet containers: a servlet, and its pieces for servlets of one's own. */
module dev.framecast.servlet {
  requires transitive dev.framecast.core;
  requires transitive jakarta.servlet;

  exports dev.framecast.servlet;
}
