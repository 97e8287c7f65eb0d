/** Figures of cameras for Micrometer. */
module dev.framecast.micrometer {
  requires transitive dev.framecast.core;
  requires transitive micrometer.core;

  exports dev.framecast.micrometer;
}
