#include "core/engine/session.hpp"

#include "core/engine/entry_cursor.hpp"
#include "core/engine/gestures.hpp"
#include "core/engine/perform.hpp"
#include "core/engine/song_edit.hpp"
#include "core/engine/step_entry.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
bool hasSameTracks(const Song& a, const Song& b)
{
    return std::ranges::equal(a.tracks, b.tracks, {}, &Track::id, &Track::id);
}
}  // namespace

std::string Session::Change::name() const
{
    return source.starts_with(kScriptSource) && source != kScriptHand ? label + " (" + source + ")" : label;
}

Session::Session(Song song)
    : song_(std::make_shared<const Song>(std::move(song)))
    , saved_ {{document_, song_}}
    , published_(makeSnapshot(song_, {}, serial_))
{
    performance_.tracks.resize(song_->tracks.size());
    matchScenes(performance_, {}, *song_);
}

Result<void> Session::apply(const Command& command)
{
    const SongPtr before = song_;
    Result<void> done;
    if (const auto* const asked = std::get_if<Undo>(&command.what)) {
        if (asked->gesture != 0 && !isNewest(asked->gesture, command.source))
            return {};  // it changed nothing
        done = undo();
    } else if (std::holds_alternative<Redo>(command.what)) {
        done = redo();
    } else if (changesSong(command.what)) {
        auto edited = editedSong(song_, command.what);
        if (!edited)
            return tl::unexpected(edited.error());
        const auto* const replaced = std::get_if<ReplaceSong>(&command.what);
        if (replaced != nullptr)
            *edited = replaced->value;  // whoever opened it marks it as saved by its address
        const auto document = replaced != nullptr ? replaced->document.value_or(document_) : document_;
        remember(*edited, document, command);
        take(std::move(*edited));
        document_ = document;
        if (replaced != nullptr)
            beginSong();
    } else if (isEntry(command.what)) {
        done = enterStep(command);
    } else {
        done = perform(performance_, *song_, command.what, ++requests_);
    }
    if (song_ != before && !command.source.starts_with(kScriptSource))
        handSerial_ = serial_ + 1;
    if (done || isEntry(command.what))  // a chord that may not be written is forgotten, and seen to be
        publish(command.from);
    return done;
}

Result<void> Session::enterStep(const Command& command)
{
    const Entry before = performance_.entry;
    const auto entered = enter(performance_.entry, song_, command.what);
    if (!entered)
        return tl::unexpected(entered.error());
    if (entered->label.empty())
        return {};
    remember(entered->song, document_, command);
    Change& change = undoable_.back();
    change.label = entered->label;
    if (!change.entryBefore)
        change.entryBefore = before;
    change.entryAfter = performance_.entry;
    take(entered->song);
    return {};
}

bool Session::isModified() const
{
    const auto saved = saved_.find(document_);
    return saved == saved_.end() || saved->second != song_;
}

void Session::remember(SongPtr after, DocumentId document, const Command& command)
{
    if (command.gesture == kJoinsNewest) {
        if (!undoable_.empty()) {
            undoable_.back().after = std::move(after);
            undoable_.back().documentAfter = document;
        }
        return;
    }
    redoable_.clear();
    if (command.gesture != 0 && isNewest(command.gesture, command.source)) {
        undoable_.back().after = std::move(after);
        undoable_.back().documentAfter = document;
        return;
    }
    undoable_.push_back({song_, std::move(after), document_, document, std::string(label(command.what)),
        command.source, command.gesture, std::nullopt, std::nullopt});
    if (undoable_.size() > kHistory)
        undoable_.pop_front();
}

bool Session::isNewest(std::uint64_t gesture, std::string_view source) const
{
    return !undoable_.empty() && undoable_.back().gesture == gesture && undoable_.back().source == source;
}

Result<void> Session::undo()
{
    if (undoable_.empty())
        return fail("There is nothing to undo.");
    redoable_.push_back(std::move(undoable_.back()));
    undoable_.pop_back();
    goTo(redoable_.back().before, redoable_.back().documentBefore, redoable_.back().entryBefore);
    return {};
}

Result<void> Session::redo()
{
    if (redoable_.empty())
        return fail("There is nothing to redo.");
    undoable_.push_back(std::move(redoable_.back()));
    redoable_.pop_back();
    goTo(undoable_.back().after, undoable_.back().documentAfter, undoable_.back().entryAfter);
    return {};
}

void Session::goTo(const SongPtr& song, DocumentId document, const std::optional<Entry>& entry)
{
    take(song);
    if (std::exchange(document_, document) != document)
        beginSong();
    goBack(performance_.entry, entry, *song_);
}

void Session::beginSong()
{
    performance_.tracks.assign(song_->tracks.size(), {});
    performance_.scene = {++requests_, 0, LaunchAt::Now, false};
    beginAnew(performance_.entry);
}

void Session::take(SongPtr song)
{
    if (!hasSameTracks(*song_, *song))
        matchPerformance(performance_, *song_, *song);
    matchScenes(performance_, *song_, *song);
    matchEntry(performance_.entry, *song_, *song);
    song_ = std::move(song);
}

void Session::publish(std::optional<Position> from)
{
    auto snapshot = makeSnapshot(song_, performance_, ++serial_);
    snapshot.document = document_;
    snapshot.handSerial = handSerial_;
    snapshot.from = from;
    published_.publish(std::move(snapshot));
}

}  // namespace clave
