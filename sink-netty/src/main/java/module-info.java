/** Cameras served by Netty: a handler for existing pipelines and a complete server. */
module dev.framecast.netty {
  requires transitive dev.framecast.core;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.common;
  requires transitive io.netty.handler;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports dev.framecast.netty;
}
