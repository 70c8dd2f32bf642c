#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"
#include "core/sync/midi_clock_source.hpp"
#include "core/time/clock.hpp"

#include <memory>
#include <optional>
#include <string>

namespace clave {

/// Who is to keep time.
struct SyncWish {
    SyncKind kind = SyncKind::Internal;
    std::string input;  ///< with MidiClock: part of a port's name; empty: a port of our own
    OnLoss onLoss = OnLoss::Stop;  ///< with MidiClock
    bool startStop = false;  ///< with Link: others start and stop us, and we them
};

/// What of a wish another kind would need, as "--sync-in is for --sync midi"; nothing when all belongs
/// together.
[[nodiscard]] std::optional<std::string> findMisplaced(const SyncWish& wish);

/// Opens what is wished for; null for the internal clock. \param tempo the song's.
/// Thread-safe: no. Realtime-safe: no.
[[nodiscard]] Result<std::unique_ptr<SyncSource>> openSync(
    const SyncWish& wish, MidiApi api, Tempo tempo, const Clock& clock);

/// What a source tells, in words: "MIDI clock 120.0 bpm, jitter 0.3 ms", "waiting for MIDI clock". Empty for
/// the internal clock. Thread-safe: yes.
[[nodiscard]] std::string inWords(const SyncReport& report);

/// The tempo as a person wants to see it: one that is measured to a tenth, one that
/// others gave to a hundredth.
[[nodiscard]] double shownBpm(Tempo tempo, SyncKind kind) noexcept;

}  // namespace clave
