#include "tests/bench/jack/jack_recorder.hpp"

#include <fmt/format.h>
#include <jack/midiport.h>

#include <algorithm>

namespace clave::bench {

Message CapturedMessage::message() const noexcept
{
    Message result;
    result.size = static_cast<std::uint8_t>(std::min<std::size_t>(size, result.bytes.size()));
    std::copy_n(bytes.begin(), result.size, result.bytes.begin());
    return result;
}

std::span<const std::uint8_t> CapturedMessage::stored() const noexcept
{
    return {bytes.data(), std::min<std::size_t>(size, bytes.size())};
}

Result<std::unique_ptr<JackRecorder>> JackRecorder::open(
    const std::string& client, const std::vector<std::string>& inputs)
{
    std::unique_ptr<JackRecorder> recorder {new JackRecorder};
    JackRecorder& own = *recorder;
    own.client_ = jack_client_open(client.c_str(), JackNoStartServer, nullptr);
    if (own.client_ == nullptr)
        return fail("No JACK server answers; start one, or name it in JACK_DEFAULT_SERVER.");
    for (const auto& name : inputs) {
        own.inputs_.push_back(
            jack_port_register(own.client_, name.c_str(), JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0));
        if (own.inputs_.back() == nullptr)
            return fail(fmt::format("JACK makes no port \"{}\"; give another name.", name));
    }
    jack_set_process_callback(
        own.client_,
        [](jack_nframes_t frames, void* self) { return static_cast<JackRecorder*>(self)->process(frames); },
        &own);
    // On a thread of JACK's that need not hurry; a second one never runs at the same time.
    jack_set_xrun_callback(
        own.client_,
        [](void* self) {
            auto& mine = *static_cast<JackRecorder*>(self);
            (void)mine.xruns_.tryPush(mine.cycle_.load(std::memory_order_relaxed));
            return 0;
        },
        &own);
    jack_on_shutdown(
        own.client_,
        [](void* self) { static_cast<JackRecorder*>(self)->gone_.store(true, std::memory_order_release); },
        &own);
    if (jack_activate(own.client_) != 0)
        return fail("The JACK server lets no new client in; is it stuck?");
    return recorder;
}

JackRecorder::~JackRecorder()
{
    if (client_ != nullptr)
        jack_client_close(client_);
}

int JackRecorder::process(jack_nframes_t frames) noexcept
{
    const std::uint32_t raw = jack_last_frame_time(client_);
    const std::uint32_t gone = raw - lastRaw_;
    const std::uint64_t cycle = cycle_.load(std::memory_order_relaxed) + gone;
    if (lastFrames_ != 0 && gone > lastFrames_)
        missed_.fetch_add(gone - lastFrames_, std::memory_order_relaxed);
    lastRaw_ = raw;
    lastFrames_ = frames;
    cycle_.store(cycle, std::memory_order_relaxed);
    for (std::size_t input = 0; input < inputs_.size(); ++input)
        record(cycle, input, frames);
    return 0;
}

void JackRecorder::record(std::uint64_t cycle, std::size_t input, jack_nframes_t frames) noexcept
{
    void* const buffer = jack_port_get_buffer(inputs_[input], frames);
    std::uint64_t lost = jack_midi_get_lost_event_count(buffer);
    const std::uint32_t count = jack_midi_get_event_count(buffer);
    for (std::uint32_t i = 0; i < count; ++i) {
        jack_midi_event_t event {};
        if (jack_midi_event_get(&event, buffer, i) != 0)
            continue;
        CapturedMessage captured;
        captured.frame = cycle + event.time;
        captured.size = static_cast<std::uint32_t>(event.size);
        captured.input = static_cast<std::uint8_t>(input);
        std::copy_n(event.buffer, captured.stored().size(), captured.bytes.begin());
        if (!captured_.tryPush(captured))
            ++lost;
    }
    if (lost != 0)
        lost_.fetch_add(lost, std::memory_order_relaxed);
}

std::vector<CapturedMessage> JackRecorder::take()
{
    std::vector<CapturedMessage> result;
    CapturedMessage captured;
    while (captured_.tryPop(captured))
        result.push_back(captured);
    return result;
}

std::vector<std::uint64_t> JackRecorder::takeXruns()
{
    std::vector<std::uint64_t> result;
    std::uint64_t frame = 0;
    while (xruns_.tryPop(frame))
        result.push_back(frame);
    return result;
}

std::size_t JackRecorder::connectFrom(const std::string& sources, std::size_t input)
{
    const std::string own = inputName(input);
    const std::unique_ptr<const char*, void (*)(void*)> names {
        jack_get_ports(client_, sources.c_str(), JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput), jack_free};
    std::size_t connected = 0;
    for (const char** name = names.get(); name != nullptr && *name != nullptr; ++name) {
        const bool isThere = jack_port_connected_to(inputs_[input], *name) != 0;
        if (isThere || jack_connect(client_, *name, own.c_str()) == 0)
            ++connected;
    }
    return connected;
}

std::uint32_t JackRecorder::rate() const noexcept
{
    return jack_get_sample_rate(client_);
}

std::uint32_t JackRecorder::period() const noexcept
{
    return jack_get_buffer_size(client_);
}

std::string JackRecorder::inputName(std::size_t input) const
{
    return jack_port_name(inputs_[input]);
}

bool JackRecorder::realtime() const noexcept
{
    return jack_is_realtime(client_) != 0;
}

}  // namespace clave::bench
