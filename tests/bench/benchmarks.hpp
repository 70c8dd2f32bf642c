#pragma once

namespace clave::bench {

// One function a benchmark: it measures and prints a table. None can fail; what a machine lacks is said in
// the table.

/// How late a sleep to an absolute time ends: a bare loop and the clock thread, idle and with all cores busy.
void wakeUps();

/// How many events a second the player makes.
void player();

/// How long an edit takes until the other threads see it.
void edits();

/// How long a controller's message takes from its bytes to the end of 512 chains.
void chains();

/// The built program from outside: start-up, memory, processor time.
void program();

}  // namespace clave::bench
