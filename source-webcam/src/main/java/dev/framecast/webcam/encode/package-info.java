/** Pictures of webcams into JPEGs and pixels, with OpenCV. Not for users. */
@NullMarked
package dev.framecast.webcam.encode;

import org.jspecify.annotations.NullMarked;
