package dev.framecast.webcam;

import java.util.Map;

/**
 * What a camera is asked for. It gives what it can.
 *
 * @param code the pixel format, by its four letters as OpenCV's number
 * @param width pixels
 * @param height pixels
 * @param fps frames a second
 * @param properties values by OpenCV's property number, in the order in which they are set
 */
record RequestedMode(
    int code, int width, int height, double fps, Map<Integer, Double> properties) {}
