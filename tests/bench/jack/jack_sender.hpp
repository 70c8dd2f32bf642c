#pragma once

#include "core/base/result.hpp"
#include "core/midi/message.hpp"
#include "core/rt/queue.hpp"

#include <jack/jack.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace clave::bench {

/// A JACK client with outputs that sends as most programs do: what was given to it leaves in the next cycle,
/// at its first frame (as RtMidi does it). Each output has one sending thread.
class JackSender {
public:
    /// \param outputs names of the ports it has.
    [[nodiscard]] static Result<std::unique_ptr<JackSender>> open(
        const std::string& client, const std::vector<std::string>& outputs);
    ~JackSender();
    JackSender(const JackSender&) = delete;
    JackSender& operator=(const JackSender&) = delete;
    JackSender(JackSender&&) = delete;
    JackSender& operator=(JackSender&&) = delete;

    /// Thread-safe: from the one thread of that output. Realtime-safe: yes. What does not fit is dropped.
    void send(std::size_t output, const Message& message) noexcept;

    /// To "client:port". Thread-safe: no. Realtime-safe: no.
    [[nodiscard]] bool connectTo(const std::string& input, std::size_t output);

private:
    struct Output {
        jack_port_t* port = nullptr;
        Queue<Message> waiting {std::size_t {1} << 12U};
    };

    JackSender() = default;
    int process(jack_nframes_t frames) noexcept;

    jack_client_t* client_ = nullptr;
    std::vector<std::unique_ptr<Output>> outputs_;
};

}  // namespace clave::bench
