package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.source.FrameSource;

/** Shares cameras with other machines; itself without anything that an app may not have. */
interface Relay {
  /** Where no cameras are shared. */
  Relay NONE =
      new Relay() {
        @Override
        public FrameSource source(String id, FrameSource source) {
          return source;
        }

        @Override
        public void begin(Cameras cameras) {}

        @Override
        public boolean has(String id) {
          return false;
        }

        @Override
        public Camera add(Cameras cameras, String id, FrameSource source, CameraOptions options) {
          return cameras.add(id, source, options);
        }
      };

  /** What a camera of the configuration is to be added with. */
  FrameSource source(String id, FrameSource source);

  /** The app's cameras are there: gives them to others, and adds theirs. Called once. */
  void begin(Cameras cameras);

  /** Whether the camera of that id is another machine's, which this has added. */
  boolean has(String id);

  /** Adds a camera of this app's own, in place of another machine's if there is one of its id. */
  Camera add(Cameras cameras, String id, FrameSource source, CameraOptions options);
}
