/** What an app sees of a camera: its state, its options, and subscriptions to its frames. */
@NullMarked
package dev.framecast.camera;

import org.jspecify.annotations.NullMarked;
