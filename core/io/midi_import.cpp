#include "core/io/midi_import.hpp"

#include "core/io/midi_file_track.hpp"
#include "core/io/midi_import_draft.hpp"

#include <fmt/format.h>

#include <optional>

namespace clave {
namespace {
using namespace importing;

/// Eight bars of sixteenths fill a pattern of 128 steps.
constexpr std::size_t kUsualBars = 8;
constexpr std::size_t kManyNotes = 100'000;  ///< beyond, each draft takes a noticeable part of a second

void keepBetter(std::optional<Draft>& best, Draft draft)
{
    if (!best || draft.cost() < best->cost())
        best = std::move(draft);
}

/// Tries sections of different lengths and keeps the one that loses least and reads best. A loop of three
/// bars is found by trying three.
Draft bestDraft(const Parts& parts, const std::vector<Bar>& bars)
{
    std::optional<Draft> best;
    const std::size_t shortest = parts.noteCount > kManyNotes ? kUsualBars : 1;
    for (std::size_t length = shortest; length <= kUsualBars; ++length) {
        keepBetter(best, draftOf(parts, sectionsOf(bars, length)));
        if (length >= bars.size())
            break;
    }
    if (bars.size() > 1)
        keepBetter(best, draftOf(parts, cleanSectionsOf(bars, kUsualBars, parts)));
    for (std::size_t length = 2 * kUsualBars; length <= 64 && best->keptBars < bars.size(); length *= 2)
        keepBetter(best, draftOf(parts, sectionsOf(bars, length)));
    return std::move(*best);
}

class Notes {
public:
    /// "1 note is too long", "3 notes are too long": `what` follows the number.
    void count(std::size_t number, std::string_view one, std::string_view many, std::string_view what)
    {
        if (number == 1)
            notes_.push_back(fmt::format("1 {} {}.", one, what));
        else if (number > 1)
            notes_.push_back(fmt::format("{} {} {}.", number, many, what));
    }
    void say(bool that, std::string_view sentence)
    {
        if (that)
            notes_.emplace_back(sentence);
    }
    std::vector<std::string> take() { return std::move(notes_); }

private:
    std::vector<std::string> notes_;
};

std::vector<std::string> notesOn(
    const MidiFile& file, const Parts& parts, const Bars& bars, const Draft& draft, bool dropsTempos)
{
    const Losses& losses = draft.losses;
    Notes notes;
    notes.say(
        file.format == 2, "The file's tracks are songs of their own (format 2); they play together here.");
    notes.count(
        parts.endless, "note has", "notes have", "no end in the file and last to the end of their track");
    notes.count(parts.struckAgain, "note was", "notes were", "cut where the same key is struck again");
    notes.count(
        losses.lost, "note was", "notes were", "left out: there was no step, track or scene left for more");
    notes.count(draft.missingParts, "channel of a track was", "channels of tracks were",
        fmt::format("left out: a song has at most {} tracks", kMaxTracks));
    notes.say(draft.keptBars < bars.bars.size(),
        fmt::format(
            "Only the first {} bars were taken: a song has at most {} scenes.", draft.keptBars, kMaxScenes));
    notes.say(bars.isCut, fmt::format("Only the first {} bars were looked at.", bars.bars.size()));
    notes.count(losses.cut, "note was", "notes were", "cut: longer than a pattern can be");
    notes.count(losses.shifted, "chord was", "chords were",
        "moved by up to 4 ticks: slow steps cannot be nudged finer");
    notes.count(losses.lengthened, "note was", "notes were",
        "lengthened to an eighth of its step, the shortest there is");
    notes.count(draft.splitParts, "track was", "tracks were",
        "spread over several, for notes too close for steps of their own or ringing on over a scene's end");
    notes.say(dropsTempos, "Tempo changes were left out: each would have needed a scene of its own.");
    notes.count(bars.lateChanges, "change of tempo or metre was", "changes of tempo or metre were",
        "inside a bar and moved to the next bar line");
    notes.count(bars.clampedTempos, "tempo was", "tempos were", "moved into 20 to 999 bpm");
    notes.count(losses.movedControls, "controller message was", "controller messages were",
        "merged with others: a step sends each controller once");
    notes.count(losses.lostControls, "controller message was", "controller messages were", "left out");
    notes.count(parts.polyPressure, "message of pressure on a single key was",
        "messages of pressure on single keys were", "left out");
    notes.count(parts.modeMessages, "channel mode message was", "channel mode messages were", "left out");
    return notes.take();
}
}  // namespace

Result<Imported> importMidi(const MidiFile& file, std::string_view name)
{
    const Parts parts = partsOf(file);
    if (parts.noteCount == 0)
        return fail(fmt::format("{} has no notes to import.", name));
    Bars bars = barsOf(parts, true);
    Draft draft = bestDraft(parts, bars.bars);
    bool dropsTempos = false;
    if (draft.keptBars < bars.bars.size() && parts.tempos.size() > 1) {
        Bars plain = barsOf(parts, false);
        Draft steady = bestDraft(parts, plain.bars);
        dropsTempos = steady.cost() < draft.cost();
        if (dropsTempos) {
            bars = std::move(plain);
            draft = std::move(steady);
        }
    }
    auto notes = notesOn(file, parts, bars, draft, dropsTempos);
    draft.song.name = cleanedName(name);
    return Imported {std::move(draft.song), std::move(notes)};
}

}  // namespace clave
