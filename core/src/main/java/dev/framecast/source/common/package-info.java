/** What the sources of this project share. Exported to source-webcam alone. */
@NullMarked
package dev.framecast.source.common;

import org.jspecify.annotations.NullMarked;
