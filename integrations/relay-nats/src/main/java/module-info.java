/** Cameras of other machines, over NATS. */
module dev.framecast.nats {
  requires transitive dev.framecast.core;
  requires transitive io.nats.jnats;

  exports dev.framecast.nats;
}
