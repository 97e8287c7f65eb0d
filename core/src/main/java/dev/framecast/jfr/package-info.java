/** Events for the JDK's Flight Recorder. Not exported. */
@NullMarked
package dev.framecast.jfr;

import org.jspecify.annotations.NullMarked;
