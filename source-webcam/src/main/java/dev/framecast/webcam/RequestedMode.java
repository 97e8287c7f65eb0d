package dev.framecast.webcam;

import java.util.Map;

/**
 * What a camera is asked for. It gives what it can.
 *
 * @param format the pixel format
 * @param width pixels
 * @param height pixels
 * @param fps frames a second
 * @param properties values by OpenCV's property number, in the order in which they are set
 */
record RequestedMode(
    WebcamSource.Format format,
    int width,
    int height,
    double fps,
    Map<Integer, Double> properties) {}
