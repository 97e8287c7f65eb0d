/** How a camera is looked after: demand, the capture thread, the watchdog, slates. Not exported. */
@NullMarked
package dev.framecast.capture;

import org.jspecify.annotations.NullMarked;
