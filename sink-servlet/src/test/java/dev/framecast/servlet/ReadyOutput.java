package dev.framecast.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/** A response's output that is always ready and takes all. */
class ReadyOutput extends ServletOutputStream {
  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setWriteListener(WriteListener listener) {}

  @Override
  public void write(int one) {}

  @Override
  public void write(byte[] bytes, int offset, int length) {}
}
