#pragma once

#include "core/base/result.hpp"
#include "core/engine/entry.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace clave {

/// Writes what is entered step by step into a pattern, and takes it back again. It works on copies, so that
/// what fails has changed nothing. Thread-safe: no. Realtime-safe: no.
class EntryWriter {
public:
    using Notes = FixedVector<Note, kMaxNotes>;

    /// \param pattern at the cursor; null where the slot is empty, which becomes a new pattern once something
    /// is written.
    EntryWriter(const Entry& entry, PatternPtr pattern);

    // Each does one thing at the cursor, or in the first new step behind it, and goes on; all of them fail at
    // the end of a pattern that can grow no more.
    Result<void> chord(const Notes& notes) { return act(EntryAct::Kind::Chord, notes); }
    Result<void> rest() { return act(EntryAct::Kind::Rest); }
    Result<void> skip() { return act(EntryAct::Kind::Skip); }
    /// Fails when there is no note to lengthen.
    Result<void> tie() { return act(EntryAct::Kind::Tie); }
    /// Takes the last of these back; with none left, clears the step one advance before the cursor, and fails
    /// at the first.
    Result<void> back();

    /// Where entry stands now. Its chord and keys are for the caller to keep.
    Entry& entry() { return entry_; }
    [[nodiscard]] const PatternPtr& pattern() const { return pattern_; }
    /// The entry as it is to be from now on, with what can be taken back.
    [[nodiscard]] Entry finished() const;

private:
    Result<void> act(EntryAct::Kind kind, const Notes& notes = {});
    [[nodiscard]] std::optional<std::size_t> tiedStep(const Pattern& pattern) const;
    void lengthen(Step& step) const;
    void takeBack();
    Result<void> clearBefore();

    [[nodiscard]] Pattern current() const { return pattern_ ? *pattern_ : Pattern {}; }
    void take(Pattern next);

    Entry entry_;
    PatternPtr pattern_;
    std::vector<EntryAct> acts_;
};

}  // namespace clave
