#include "core/engine/step_entry.hpp"

#include "core/engine/entry_cursor.hpp"
#include "core/engine/entry_writer.hpp"
#include "core/engine/song_parts.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace clave {
namespace {
std::string inWords(const EntryWriter::Notes& notes)
{
    std::string text;
    for (const Note& note : notes)
        text += (text.empty() ? "" : " ") + noteName(note.pitch);
    return text;
}

/// One command at work, on copies: what fails has changed nothing.
class Entering {
public:
    Entering(const Entry& entry, const PatternPtr& pattern) : writer_(entry, pattern) {}

    Result<void> operator()(const EnterKeyUp& c)
    {
        entry().keys.reset(c.pitch);
        return entry().keys.none() ? writeHeld() : Result<void> {};
    }
    Result<void> operator()(const EnterChord& c)
    {
        Step step;
        for (const Note& note : c.notes) {
            const bool isNew = std::ranges::find(step.notes, note.pitch, &Note::pitch) == step.notes.end();
            if (isNew && !step.notes.tryPush(note))
                return fail(fmt::format("A step has at most {} notes.", kMaxNotes));
        }
        if (step.notes.empty())
            return fail("A chord needs at least one note.");
        if (auto ok = checked(faultsOf(step)); !ok)
            return ok;
        return writeHeld().and_then([&] { return write(step.notes); });
    }
    Result<void> operator()(const EnterRest&)
    {
        return writeHeld().and_then([&] { return writer_.rest(); }).map([&] { say("rest"); });
    }
    Result<void> operator()(const EnterSkip&)
    {
        return writeHeld().and_then([&] { return writer_.skip(); });
    }
    Result<void> operator()(const EnterTie&)
    {
        if (entry().chord.empty())
            return writer_.tie().map([&] { say("tie"); });
        if (entry().ties + 1U < kMaxSteps)
            ++entry().ties;
        return {};
    }
    Result<void> operator()(const EnterBack&)
    {
        if (entry().chord.empty())
            return writer_.back().map([&] { say("back"); });
        if (entry().ties > 0)
            --entry().ties;
        else
            forgetHeld(entry());
        return {};
    }

    [[nodiscard]] const EntryWriter& writer() const { return writer_; }
    /// For the history.
    [[nodiscard]] const std::string& said() const { return said_; }

private:
    Entry& entry() { return writer_.entry(); }

    Result<void> writeHeld()
    {
        if (entry().chord.empty())
            return {};
        const auto chord = entry().chord;
        const int ties = entry().ties;
        forgetHeld(entry());
        return write(chord).map([&] {
            // Where the pattern can grow no more the chord ends: shorter than it was held is better than not.
            int tied = 0;
            while (tied < ties && writer_.tie())
                ++tied;
            if (tied > 0)
                say("tied");
        });
    }
    Result<void> write(const EntryWriter::Notes& notes)
    {
        return writer_.chord(notes).map([&] { say(inWords(notes)); });
    }
    void say(std::string_view what) { said_ += fmt::format("{}{}", said_.empty() ? "" : ", ", what); }

    EntryWriter writer_;
    std::string said_;
};

/// A key that goes down changes the held chord only.
Result<void> press(Entry& entry, const EnterKeyDown& key)
{
    if (key.pitch > 127 || key.velocity < 1 || key.velocity > 127)
        return fail(
            fmt::format("A key is a note from 0 to 127 with a velocity from 1 to 127, not {} with {}.",
                key.pitch, key.velocity));
    entry.keys.set(key.pitch);
    const Note note {key.pitch, entry.options.velocity.value_or(key.velocity), 100, entry.options.gate};
    const auto same = std::ranges::find(entry.chord, key.pitch, &Note::pitch);
    if (same != entry.chord.end())
        *same = note;
    else if (!entry.chord.tryPush(note))
        return fail(fmt::format("A step has at most {} notes; the others are left out.", kMaxNotes));
    return {};
}

/// The pattern at the cursor, if it may be changed; null where the slot is empty.
Result<PatternPtr> openPattern(const Entry& entry, const Song& song)
{
    const PatternPlace& at = entry.cursor.pattern;
    if (!entry.on)
        return fail("Step in is off; switch it on to enter notes.");
    if (song.tracks.empty())
        return fail("There is no track to enter notes into; add one first.");
    const Track& track = *song.tracks[at.track];
    if (track.editLock)
        return lockedAgainstEdits(track, at.track);
    return at.slot < track.slots.size() ? track.slots[at.slot] : nullptr;
}

Result<SongPtr> withPattern(const Song& song, const PatternPlace& at, PatternPtr pattern)
{
    auto next = std::make_shared<Song>(song);
    return ownUnlockedTrack(*next, at.track).map([&](Track* track) -> SongPtr {
        track->slots.resize(std::max(track->slots.size(), at.slot + 1));
        track->slots[at.slot] = std::move(pattern);
        return next;
    });
}
}  // namespace

bool isEntry(const CommandWhat& what) noexcept
{
    return std::holds_alternative<EnterKeyDown>(what)
        || std::visit([](const auto& c) { return std::is_invocable_v<Entering&, decltype(c)>; }, what);
}

Result<Entered> enter(Entry& entry, const SongPtr& song, const CommandWhat& what)
{
    const auto* const up = std::get_if<EnterKeyUp>(&what);
    if (up != nullptr && (up->pitch > 127 || !entry.keys[up->pitch]))
        return Entered {song, {}};  // of a key that went down before Step in was on, or was forgotten
    const auto pattern = openPattern(entry, *song);
    if (!pattern) {
        forgetHeld(entry);
        return tl::unexpected(pattern.error());
    }
    if (const auto* const down = std::get_if<EnterKeyDown>(&what))
        return press(entry, *down).map([&] { return Entered {song, {}}; });

    Entering entering(entry, *pattern);
    const auto done = std::visit(
        [&](const auto& c) -> Result<void> {
            if constexpr (std::is_invocable_v<Entering&, decltype(c)>)
                return entering(c);
            else
                return fail("Not a command of step-by-step entry.");
        },
        what);
    if (!done) {
        if (up != nullptr)
            forgetHeld(entry);
        return tl::unexpected(done.error());
    }
    Entered entered {song, entering.said().empty() ? "" : "step in: " + entering.said()};
    if (entering.writer().pattern() != *pattern) {
        auto changed = withPattern(*song, entry.cursor.pattern, entering.writer().pattern());
        if (!changed)
            return tl::unexpected(changed.error());
        entered.song = std::move(*changed);
        if (entered.label.empty())
            entered.label = "step in: skip";  // into new steps
    }
    entry = entering.writer().finished();
    return entered;
}

}  // namespace clave
