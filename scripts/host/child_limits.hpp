#pragma once

#include <cstddef>

namespace clave {

/// What a child may not do to the machine: outlive its parent, take more than `memoryBytes` of address space
/// (0: as much as there is), write core files (a crash must be over at once) or answer the terminal's keys.
/// Thread-safe: no. Realtime-safe: no.
void limitChild(int parent, std::size_t memoryBytes) noexcept;

}  // namespace clave
