/**
 * The MJPEG stream ({@code multipart/x-mixed-replace}): written for browsers and programs, and
 * read.
 */
@NullMarked
package dev.framecast.mjpeg;

import org.jspecify.annotations.NullMarked;
