#include "tests/support/test_player.hpp"

#include "core/engine/player.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave::test {
namespace {
std::string wordsFor(const Message& message)
{
    if (message.isNoteOn())
        return fmt::format("{} {}", noteName(message.note()), message.velocity());
    if (message.isNoteOff())
        return noteName(message.note()) + " off";
    return inWords(message);
}
}  // namespace

TestPlayer::TestPlayer(Song theSong) : song(std::move(theSong))
{
    performance.tracks.resize(song.tracks.size());
    publish();
}

void TestPlayer::publish()
{
    performance.tracks.resize(song.tracks.size());
    snapshot_ = makeSnapshot(std::make_shared<const Song>(song), performance, ++serial_);
}

void TestPlayer::start(Tick from)
{
    clave::start(snapshot_, state, from, ++run_, buffer_);
    buffer_.sort();
    collect();
}

void TestPlayer::stop()
{
    clave::stop(state, buffer_);
    collect();
}

void TestPlayer::resume()
{
    clave::resume(state, ++run_);
}

void TestPlayer::jump(Position to)
{
    clave::jump(snapshot_, state, to, buffer_);
    buffer_.sort();
    collect();
}

void TestPlayer::playTo(Position to, Position slice)
{
    while (state.now < to) {
        advance(snapshot_, state, slice == kNever ? to : std::min(to, state.now + slice), buffer_);
        collect();
    }
}

TestPlayer& TestPlayer::playBars(double bars)
{
    start();
    playTo(Position::fromTicks(bars * static_cast<double>(kBar.count)));
    stop();
    return *this;
}

void TestPlayer::launchScene(int scene, LaunchAt at, bool keepPlace)
{
    performance.scene = {++requests_, static_cast<std::int16_t>(scene), at, keepPlace};
    publish();
}

void TestPlayer::launchPattern(std::size_t track, int slot, LaunchAt at, bool keepPlace)
{
    performance.tracks[track].slot = {++requests_, static_cast<std::int16_t>(slot), at, keepPlace};
    publish();
}

void TestPlayer::cancelLaunches()
{
    launchScene(LaunchRequest::kCancel, LaunchAt::Now);
}

void TestPlayer::collect()
{
    for (const auto& mark : buffer_.marks())
        marks.push_back(mark);
    for (const auto& event : buffer_.events()) {
        const TimedMessage timed {{}, event.voice, event.track, TimedMessage::What::Send, event.message};
        ledgers_[event.port].put(timed, [&](const Message& message) {
            played_.push_back({event.at, event.track, event.port, message});
            return true;
        });
    }
    buffer_.clear();
}

std::vector<PlayedMessage> TestPlayer::take()
{
    return std::exchange(played_, {});
}

std::string TestPlayer::notes(int track) const
{
    std::string text;
    for (const auto& one : played_) {
        if (one.message.isNoteOn() && (track < 0 || one.track == track))
            text += placeText(one.at) + " " + wordsFor(one.message) + "\n";
    }
    return text;
}

std::string TestPlayer::events(int track) const
{
    std::string text;
    for (const auto& one : played_) {
        if (track < 0 || one.track == track)
            text += placeText(one.at) + " " + wordsFor(one.message) + "\n";
    }
    return text;
}

std::string TestPlayer::grid(int track) const
{
    std::string text;
    for (const auto& one : played_) {
        if (!one.message.isNoteOn() || one.track != track)
            continue;
        const auto place = static_cast<std::size_t>(floorDiv(one.at.nearestTick(), kSixteenth));
        text.resize(std::max(text.size(), place + 1), '.');
        text[place] = 'x';
    }
    text.resize(static_cast<std::size_t>(floorDiv(state.now.floorTick(), kSixteenth)), '.');
    return text;
}

std::uint32_t TestPlayer::sounding() const noexcept
{
    std::uint32_t count = 0;
    for (const auto& [port, ledger] : ledgers_)
        count += ledger.sounding();
    return count;
}

std::string placeText(Position at)
{
    const Tick tick = at.nearestTick();
    const Tick inBar = floorMod(tick, kBar);
    const Tick inBeat = floorMod(inBar, kBeat);
    const Tick rest = floorMod(inBeat, kSixteenth);
    std::string text = fmt::format(
        "{}.{}.{}", floorDiv(tick, kBar) + 1, floorDiv(inBar, kBeat) + 1, floorDiv(inBeat, kSixteenth) + 1);
    if (rest.count != 0)
        text += fmt::format("+{}", rest.count);
    return text;
}

std::string lines(std::string_view block)
{
    std::string text;
    while (!block.empty()) {
        const auto end = block.find('\n');
        auto line = block.substr(0, end);
        block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
        const auto first = line.find_first_not_of(' ');
        if (first != std::string_view::npos)
            text += std::string(line.substr(first)) + "\n";
    }
    return text;
}

}  // namespace clave::test
