/**
 * Local cameras through OpenCV.
 *
 * <p>{@link dev.framecast.webcam.WebcamSource} is the way in, {@link dev.framecast.webcam.Webcams}
 * tells what is attached. OpenCV's native library is loaded when the first camera is opened, not
 * before.
 */
@NullMarked
package dev.framecast.webcam;

import org.jspecify.annotations.NullMarked;
