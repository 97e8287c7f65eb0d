/** What framecast's own modules share. Not part of the API: it changes without notice. */
@NullMarked
package dev.framecast.internal;

import org.jspecify.annotations.NullMarked;
