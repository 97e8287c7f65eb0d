/** Which cameras this machine has, and which of them is meant. Not for users. */
@NullMarked
package dev.framecast.webcam.device;

import org.jspecify.annotations.NullMarked;
