#pragma once

#include "app/net/osc_book.hpp"
#include "core/engine/command_json.hpp"
#include "core/engine/session.hpp"

#include "tests/support/builders.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clave::test {

/// A song, and a program that sends messages to it: what each does is applied at once.
class OscRig final : public OscDoer {
public:
    explicit OscRig(Song song) : session(std::move(song)), reader_(session.published()) {}

    /// The sentence that the sender is answered with; empty when all is well.
    std::string say(std::string path, std::vector<OscValue> values = {})
    {
        const auto done = obeyOsc({std::move(path), std::move(values)}, *this);
        return done ? "" : done.error().message;
    }
    /// What a question is answered with.
    std::vector<OscValue> ask(const std::string& path)
    {
        replies.clear();
        const std::string fault = say(path);
        return fault.empty() && replies.size() == 1 ? replies[0].values : std::vector<OscValue> {fault};
    }
    [[nodiscard]] const Step& step(std::size_t track, std::size_t step, std::size_t slot = 0) const
    {
        return session.song()->tracks[track]->slots[slot]->steps[step];
    }

    [[nodiscard]] const Snapshot& snapshot() override { return *reader_.latest(); }
    [[nodiscard]] const ClockStatus& status() override { return clock; }
    [[nodiscard]] Track track(std::size_t index) override { return *session.song()->tracks[index]; }
    bool send(CommandWhat what) override
    {
        sent.push_back(commandText(what));
        if (const auto done = session.apply({std::move(what), "OSC"}); !done)
            refusals.push_back(done.error().message);
        return hasRoom;
    }
    void reply(OscMessage message) override { replies.push_back(std::move(message)); }
    void replyTo(std::uint16_t port) override { replyPort = port; }
    void subscribe(double seconds, const std::vector<std::string>& kinds) override
    {
        lease = seconds;
        newsKinds = kinds;
    }
    void unsubscribe() override { lease = 0.0; }
    Result<void> knob(const std::string& script, const std::string& knob, double value) override
    {
        knobs[script + "." + knob] = value;
        return {};
    }
    Result<void> press(const std::string& script, const std::string& button) override
    {
        knobs[script + "." + button] = -1.0;
        return {};
    }
    Result<void> call(const std::string& name, std::span<const OscValue> values) override
    {
        calls.push_back(name + oscTexts(values));
        return {};
    }

    Session session;
    ClockStatus clock;
    bool hasRoom = true;
    std::vector<std::string> sent;
    std::vector<std::string> refusals;  ///< of the session: what passed the gate and should not have
    std::vector<OscMessage> replies;
    int replyPort = 0;
    double lease = 0.0;
    std::vector<std::string> newsKinds;
    std::map<std::string, double> knobs;
    std::vector<std::string> calls;

private:
    Published<Snapshot>::Reader reader_;
};

/// A whole number as OSC sends it.
inline OscValue i(int value)
{
    return std::int64_t {value};
}

}  // namespace clave::test
