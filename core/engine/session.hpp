#pragma once

#include "core/base/result.hpp"
#include "core/engine/command.hpp"
#include "core/engine/snapshot.hpp"
#include "core/rt/published.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// The one writer: applies commands to the song and the performance, keeps the history, and publishes
/// snapshots.
///
/// A command that is out of range, or that an edit lock forbids, changes nothing and says why in one
/// sentence. Undo and redo restore whole songs, which share all that did not change. Transport and mutes are
/// no part of it. Thread-safe: no; one thread owns it. Readers of published() may be any. Realtime-safe: no.
class Session {
public:
    /// Steps of undo that are kept; each holds only what it changed.
    static constexpr std::size_t kHistory = 1000;

    explicit Session(Song song);

    Result<void> apply(const Command& command);

    [[nodiscard]] const SongPtr& song() const noexcept { return song_; }
    [[nodiscard]] const Performance& performance() const noexcept { return performance_; }

    /// True when the song is not the one that was last marked as saved of its document.
    [[nodiscard]] bool isModified() const;
    /// The song with this address is what the document's file holds.
    void markSaved(SongPtr saved, DocumentId document = 0) { saved_[document] = std::move(saved); }

    /// What undo would take back: "toggle step", "step (script mutate)"; empty when there is nothing.
    [[nodiscard]] std::string undoLabel() const { return undoable_.empty() ? "" : undoable_.back().name(); }
    [[nodiscard]] std::string redoLabel() const { return redoable_.empty() ? "" : redoable_.back().name(); }

    /// What the other threads read.
    [[nodiscard]] Published<Snapshot>& published() noexcept { return published_; }

private:
    struct Change {
        SongPtr before;
        SongPtr after;
        DocumentId documentBefore = 0;
        DocumentId documentAfter = 0;
        std::string label;
        std::string source;
        std::uint64_t gesture = 0;
        /// Where step-by-step entry stood; only of what was entered so.
        std::optional<Entry> entryBefore;
        std::optional<Entry> entryAfter;

        [[nodiscard]] std::string name() const;
    };

    [[nodiscard]] bool isNewest(std::uint64_t gesture, std::string_view source) const;
    void remember(SongPtr after, DocumentId document, const Command& command);
    Result<void> enterStep(const Command& command);
    Result<void> undo();
    Result<void> redo();
    void take(SongPtr song);
    /// To the song before or after a change; to another one as it begins.
    void goTo(const SongPtr& song, DocumentId document, const std::optional<Entry>& entry);
    /// Another song begins at its first scene.
    void beginSong();
    void publish(std::optional<Position> from);

    SongPtr song_;
    DocumentId document_ = 0;
    std::map<DocumentId, SongPtr> saved_;
    Performance performance_;
    std::deque<Change> undoable_;
    std::vector<Change> redoable_;
    std::uint32_t requests_ = 0;
    std::uint64_t serial_ = 1;
    std::uint64_t handSerial_ = 1;  ///< of the last change of the song that no script made
    Published<Snapshot> published_;
};

}  // namespace clave
