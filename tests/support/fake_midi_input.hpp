#pragma once

#include "core/ports/midi_input.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clave::test {

/// A MIDI input that is fed by hand.
class FakeMidiInput final : public MidiInput {
public:
    /// \param time not before that of the message before.
    void push(TimePoint time, const Message& message) { messages_.push_back({time, message}); }

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPop(ReceivedMessage& message) noexcept override
    {
        if (next_ == messages_.size())
            return false;
        message = messages_[next_++];
        return true;
    }
    void ringFor(std::shared_ptr<Bell>) override {}
    [[nodiscard]] InputReport report() const override { return {true, {}, messages_.size(), 0}; }

private:
    std::string name_ = "fake";
    std::vector<ReceivedMessage> messages_;
    std::size_t next_ = 0;
};

}  // namespace clave::test
