#pragma once

#include "app/ports/rtmidi/client.hpp"
#include "core/time/steady_clock.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace clave::test {

// The two ways to a JACK port, for cases that are tried with both.
struct Native {
    static constexpr clave::MidiApi api = clave::MidiApi::Jack;
};
struct ThroughRtMidi {
    static constexpr clave::MidiApi api = clave::MidiApi::JackRtMidi;
};

/// Whether it comes true in time.
template <typename Condition>
bool within(Nanoseconds patience, Condition condition)
{
    const SteadyClock clock;
    const TimePoint end = clock.now() + patience;
    bool isTrue = condition();
    while (!isTrue && clock.now() < end) {
        clock.sleepUntil(clock.now() + std::chrono::milliseconds {5});
        isTrue = condition();
    }
    return isTrue || condition();
}

/// One direction of RtMidi on JACK; throws where that is not to be had.
template <typename Direction>
RtMidiClient<Direction> openOnJack(const std::string& client)
{
    auto opened = openRtMidi<Direction>(clave::MidiApi::JackRtMidi, client);
    if (!opened)
        throw std::runtime_error {opened.error().message};
    return std::move(*opened);
}

/// A port of one's own is in the server's list a moment after it was made.
template <typename Direction>
void waitUntilListed(const RtMidiClient<Direction>& own, const std::string& name)
{
    const auto side =
        std::is_same_v<Direction, RtMidiIn> ? JackPort::Direction::Out : JackPort::Direction::In;
    (void)within(std::chrono::seconds {5}, [&] {
        const auto names = own.server->midiPorts(side);
        return std::ranges::find(names, name) != names.end();
    });
}

/// Another machine that sends: a JACK client with one output.
class JackSource {
public:
    JackSource(const std::string& client, const std::string& port) : out_(openOnJack<RtMidiOut>(client))
    {
        out_.midi->openVirtualPort(port);
        waitUntilListed(out_, client + ":" + port);
    }
    void send(const std::vector<unsigned char>& bytes) { out_.midi->sendMessage(&bytes); }

private:
    RtMidiClient<RtMidiOut> out_;
};

/// Another machine that listens: a JACK client with one input.
class JackListener {
public:
    JackListener(const std::string& client, const std::string& port) : in_(openOnJack<RtMidiIn>(client))
    {
        in_.midi->ignoreTypes(false, false, false);
        in_.midi->setCallback(&JackListener::hear, this);
        in_.midi->openVirtualPort(port);
        waitUntilListed(in_, client + ":" + port);
    }
    ~JackListener() { in_.midi->closePort(); }
    JackListener(const JackListener&) = delete;
    JackListener& operator=(const JackListener&) = delete;
    JackListener(JackListener&&) = delete;
    JackListener& operator=(JackListener&&) = delete;

    [[nodiscard]] std::vector<std::vector<unsigned char>> heard()
    {
        const std::scoped_lock lock(mutex_);
        return heard_;
    }

private:
    static void hear(double /*since the last one*/, std::vector<unsigned char>* bytes, void* self)
    {
        auto& listener = *static_cast<JackListener*>(self);
        const std::scoped_lock lock(listener.mutex_);
        listener.heard_.push_back(*bytes);
    }

    std::mutex mutex_;
    std::vector<std::vector<unsigned char>> heard_;
    RtMidiClient<RtMidiIn> in_;
};

}  // namespace clave::test
