package dev.framecast.examples.wall;

import dev.framecast.source.FrameSession;
import dev.framecast.webcam.WebcamSource;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A program with so many files open that OpenCV's select() would end it; then with fewer. */
final class CrowdedProcess {
  private CrowdedProcess() {}

  public static void main(String[] args) throws IOException {
    Deque<FileInputStream> files = new ArrayDeque<>();
    for (int i = 0; i < 1_100; i++) {
      files.push(new FileInputStream("/dev/null"));
    }
    WebcamSource webcam = WebcamSource.of(0);
    try (FrameSession session = webcam.open()) {
      System.out.println("crowded: " + session.advance());
    } catch (IOException e) {
      System.out.println("crowded: " + e.getMessage());
    }
    while (!files.isEmpty()) {
      files.pop().close();
    }
    try (FrameSession session = webcam.open()) {
      System.out.println("roomy: " + session.advance());
    }
  }
}
