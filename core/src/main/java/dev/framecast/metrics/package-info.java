/** What is told of cameras in figures, by whatever name a system of metrics has for them. */
@NullMarked
package dev.framecast.metrics;

import org.jspecify.annotations.NullMarked;
