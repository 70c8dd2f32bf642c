#include "core/engine/live_work.hpp"

#include "core/engine/played_tracks.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// What is sent out and comes back over a cable, or through a synth that repeats what it hears, is back by
/// then.
constexpr Nanoseconds kEcho = std::chrono::milliseconds {100};
/// From here on controllers are channel modes: all notes off and the like.
constexpr int kFirstMode = 120;

/// The same message on another channel.
Message onChannel(Message message, Channel channel)
{
    message.bytes[0] = static_cast<std::uint8_t>(message.kind() | channel.as0to15());
    return message;
}
}  // namespace

void LiveWork::hear(SourceId source, const ReceivedMessage& heard, const Snapshot& snapshot)
{
    const Message& message = heard.message;
    constexpr std::uint8_t kControlChange = 0xB0;
    constexpr std::uint8_t kProgramChange = 0xC0;
    if (message.isSystem() || message.kind() == kProgramChange)
        return;
    const Channel channel = message.channel();
    if (message.isNoteOn()) {
        if (isEcho(source, heard))
            return;
        up(source, channel, message.note(), heard.time, snapshot, keyboard_);
        HeldKey key;
        key.source = source;
        key.channel = channel;
        key.pitch = message.note();
        key.velocity = message.velocity();
        key.begun = heard.time;
        down(key, snapshot, keyboard_);
    } else if (message.isNoteOff()) {
        up(source, channel, message.note(), heard.time, snapshot, keyboard_);
    } else if (message.kind() == kControlChange && message.bytes[1] == kSustainPedal) {
        pedal(source, message, snapshot);
    } else if (message.kind() == kControlChange && message.bytes[1] >= kFirstMode) {
        endChannel(source, channel, heard.time, snapshot);
    } else {
        passOn(message, targetsOf(snapshot, channel));
    }
}

void LiveWork::press(
    SourceId source, const KeyPress& press, TimePoint time, const Snapshot& snapshot, CommandSender& commands)
{
    const auto pitch = std::min<std::uint8_t>(press.pitch, 127);
    up(source, std::nullopt, pitch, time, snapshot, commands);
    if (!press.down)
        return;
    HeldKey key;
    key.source = source;
    key.pitch = pitch;
    key.velocity = std::clamp<std::uint8_t>(press.velocity, 1, 127);
    key.soundsOnly = press.soundsOnly;
    key.begun = time;
    down(key, snapshot, commands);
}

void LiveWork::test(std::uint8_t port, const Message& on, Nanoseconds length)
{
    const VoiceId voice = toClock_.nextVoice();
    post({port, voice, on, {}});
    post({port, voice, Message::noteOff(on.channel(), on.note()), length});
}

void LiveWork::letGo(SourceId source, TimePoint now, const Snapshot& snapshot, CommandSender& commands)
{
    const auto gone =
        std::ranges::stable_partition(held_, [source](const HeldKey& key) { return key.source != source; });
    const std::vector<HeldKey> keys(gone.begin(), gone.end());
    held_.erase(gone.begin(), gone.end());
    for (const HeldKey& key : keys)
        end(key, now, snapshot, commands);
    std::erase_if(pedals_, [&](const HeldPedal& pedal) {
        if (pedal.source == source)
            passOn(Message::controlChange({}, kSustainPedal, 0), pedal.targets);
        return pedal.source == source;
    });
}

bool LiveWork::holds(SourceId source) const noexcept
{
    return std::ranges::find(held_, source, &HeldKey::source) != held_.end()
        || std::ranges::find(pedals_, source, &HeldPedal::source) != pedals_.end();
}

void LiveWork::down(const HeldKey& pressed, const Snapshot& snapshot, CommandSender& commands)
{
    HeldKey key = pressed;
    const Entry& entry = snapshot.performance.entry;
    key.id = ++keys_;
    key.isEntered = entry.on && !key.soundsOnly;
    if (!entry.on || entry.options.audition)
        key.targets = targetsOf(snapshot, key.channel);
    for (Target& target : key.targets) {
        target.voice = toClock_.nextVoice();
        post({target.port, target.voice, Message::noteOn(target.channel, key.pitch, key.velocity), {}});
    }
    held_.push_back(key);
    if (key.isEntered)
        (void)commands.trySend(EnterKeyDown {key.pitch, key.velocity});
    else if (!key.soundsOnly)
        recorder_.keyDown(
            key.id, key.pitch, key.velocity, key.begun, playedTracks(snapshot, key.channel), snapshot);
}

void LiveWork::up(SourceId source, std::optional<Channel> channel, std::uint8_t pitch, TimePoint time,
    const Snapshot& snapshot, CommandSender& commands)
{
    const auto found = std::ranges::find_if(held_, [&](const HeldKey& key) {
        return key.source == source && key.channel == channel && key.pitch == pitch;
    });
    if (found == held_.end())
        return;
    const HeldKey key = *found;
    held_.erase(found);
    end(key, time, snapshot, commands);
}

void LiveWork::end(const HeldKey& key, TimePoint time, const Snapshot& snapshot, CommandSender& commands)
{
    for (const Target& target : key.targets)
        post({target.port, target.voice, Message::noteOff(target.channel, key.pitch), {}});
    recorder_.keyUp(key.id, time);
    if (key.isEntered && snapshot.performance.entry.on)
        (void)commands.trySend(EnterKeyUp {key.pitch});
}

void LiveWork::pedal(SourceId source, const Message& message, const Snapshot& snapshot)
{
    const Channel channel = message.channel();
    const bool isDown = message.bytes[2] >= 64;
    const auto held = std::ranges::find_if(
        pedals_, [&](const HeldPedal& pedal) { return pedal.source == source && pedal.channel == channel; });
    const bool wasDown = held != pedals_.end();
    if (wasDown && !isDown) {
        passOn(message, held->targets);
        pedals_.erase(held);
    } else if (!wasDown && isDown) {
        const bool isRest = snapshot.performance.entry.on;
        pedals_.push_back({source, channel, isRest ? Targets {} : targetsOf(snapshot, channel)});
        if (isRest)
            (void)keyboard_.trySend(EnterRest {});
        passOn(message, pedals_.back().targets);
    }
}

void LiveWork::endChannel(SourceId source, Channel channel, TimePoint time, const Snapshot& snapshot)
{
    for (std::uint8_t pitch = 0; pitch < 128; ++pitch)
        up(source, channel, pitch, time, snapshot, keyboard_);
}

void LiveWork::passOn(const Message& message, const Targets& targets)
{
    for (const Target& target : targets)
        post({target.port, 0, onChannel(message, target.channel), {}});
}

void LiveWork::post(const LiveMessage& message)
{
    // What is late need not begin any more, but it must end.
    const bool isFull = !owed_.empty() || !toClock_.trySend(message);
    if (isFull && !message.message.isNoteOn())
        owed_.push_back(message);
}

void LiveWork::retry()
{
    while (!owed_.empty() && toClock_.trySend(owed_.front()))
        owed_.pop_front();
}

void LiveWork::follow(const ClockStatus& status, const Snapshot& snapshot)
{
    recorded_.clear();
    recorder_.follow(status, snapshot, recordedTracks(snapshot), recorded_);
    for (auto& asked : recorded_)
        (void)keyboard_.trySend(std::move(asked.what), asked.gesture);
}

std::bitset<128> LiveWork::keysHeld() const noexcept
{
    std::bitset<128> keys;
    for (const HeldKey& key : held_)
        keys[key.pitch] = true;
    return keys;
}

bool LiveWork::isEcho(SourceId source, const ReceivedMessage& on) const noexcept
{
    return std::ranges::any_of(held_, [&](const HeldKey& key) {
        const bool wentThere = std::ranges::any_of(
            key.targets, [&](const Target& target) { return target.channel == on.message.channel(); });
        return wentThere && key.pitch == on.message.note() && key.velocity == on.message.velocity()
            && on.time - key.begun < kEcho && (key.source == source || key.channel == std::nullopt);
    });
}

LiveWork::Targets LiveWork::targetsOf(const Snapshot& snapshot, std::optional<Channel> channel)
{
    Targets targets;
    const Entry& entry = snapshot.performance.entry;
    const std::size_t cursor = entry.cursor.pattern.track;
    const auto add = [&](std::size_t track) {
        const Target target {
            snapshot.routes[track].port, snapshot.song->tracks[track]->destination.channel, 0};
        const bool isThere = std::ranges::any_of(
            targets, [&](const Target& t) { return t.port == target.port && t.channel == target.channel; });
        if (!isThere)
            (void)targets.tryPush(target);  // more than 16 places need not sound
    };
    if (entry.on && cursor < snapshot.song->tracks.size()) {
        add(cursor);
        return targets;
    }
    for (const std::size_t track : playedTracks(snapshot, channel))
        add(track);
    return targets;
}

}  // namespace clave
