#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"
#include "core/engine/snapshot.hpp"
#include "core/rt/published.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace clave {

/// The one writer: applies commands to the song and the performance, keeps the history, and publishes snapshots.
///
/// A command that is out of range, or that an edit lock forbids, changes nothing and says why in one sentence.
/// Undo and redo restore whole songs, which share all that did not change. Transport and mutes are no part of it.
/// Thread-safe: no; one thread owns it. Readers of published() may be any. Realtime-safe: no.
class Session {
public:
    explicit Session(Song song);

    Result<void> apply(const Command& command);

    /// The player launched a scene: the performance shows it, and a step of song mode is no request.
    [[nodiscard]] const Song& song() const noexcept { return *song_; }
    [[nodiscard]] const Performance& performance() const noexcept { return performance_; }

    /// True when the song differs from what was last marked as saved.
    [[nodiscard]] bool isModified() const noexcept { return song_ != saved_; }
    void markSaved() noexcept { saved_ = song_; }

    /// What undo would take back, or empty: "toggle step".
    [[nodiscard]] std::string undoLabel() const;
    [[nodiscard]] std::string redoLabel() const;

    /// What the other threads read. Old snapshots are freed by collect() (called by apply) when no reader holds them.
    [[nodiscard]] Published<Snapshot>& published() noexcept { return published_; }

private:
    struct Change {
        SongPtr before;
        SongPtr after;
        std::string label;
        std::string source;
        std::uint64_t gesture = 0;
    };
    struct Edit;

    Result<void> applyToSong(const Command& command);
    void applyToPerformance(const CommandWhat& what);
    void remember(SongPtr before, const Command& command);
    Result<void> undo();
    Result<void> redo();
    void publish();

    SongPtr song_;
    SongPtr saved_;
    Performance performance_;
    std::deque<Change> undoable_;
    std::vector<Change> redoable_;
    std::uint64_t serial_ = 0;
    Published<Snapshot> published_;
};

}  // namespace clave
