#include "controllers/surface/learn.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

bool isControl(Kind kind)
{
    return kind == Kind::NoteOn || kind == Kind::NoteOff || kind == Kind::Cc || kind == Kind::Nrpn
        || kind == Kind::Bend;
}

Address addressOf(const SurfaceEvent& event)
{
    const Kind kind = event.kind == Kind::NoteOff ? Kind::NoteOn : event.kind;
    return {kind, event.channel, kind == Kind::Bend ? std::uint16_t {0} : event.number};
}
}  // namespace

void ControlLearner::arm(TimePoint now)
{
    state_ = State::Waiting;
    armed_ = now;
    heard_.clear();
}

bool ControlLearner::isIgnored(const SurfaceEvent& event, const Address& address) const
{
    if (!armed_ || state_ == State::Done || state_ == State::Several)
        return true;
    const auto moved = movedAt_.find(address);
    const bool wasMoving =
        !heard_.contains(address) && moved != movedAt_.end() && event.time - moved->second < kQuiet;
    const bool isRelease = event.kind == Kind::NoteOff && !heard_.contains(address);
    return wasMoving || isRelease;
}

void ControlLearner::hear(const SurfaceEvent& event)
{
    if (!isControl(event.kind) || event.ofParameter)
        return;
    const Address address = addressOf(event);
    const bool ignored = isIgnored(event, address);
    movedAt_[address] = event.time;
    if (ignored)
        return;
    Heard& heard = heard_[address];
    if (heard.values.empty() && heard.presses == 0)
        heard.first = event.time;
    if (event.kind == Kind::NoteOff)
        ++heard.releases;
    else if (event.kind == Kind::NoteOn)
        ++heard.presses;
    else if (heard.values.size() < kMostValues)
        heard.values.push_back(event.value);
    if (state_ == State::Waiting)
        state_ = State::Listening;
    judge(false);
}

void ControlLearner::advance(TimePoint now)
{
    if (state_ != State::Listening && state_ != State::OtherWay)
        return;
    const bool isOver =
        std::ranges::all_of(heard_, [&](const auto& heard) { return now - heard.second.first >= kListen; });
    judge(isOver);
}

void ControlLearner::judge(bool isOver)
{
    // A pair of controllers that move together is one of 14 bits.
    if (heard_.size() == 2) {
        const auto& [coarse, values] = *heard_.begin();
        const auto& [fine, fineValues] = *std::next(heard_.begin());
        const bool isPair = coarse.kind == Kind::Cc && fine.kind == Kind::Cc && coarse.channel == fine.channel
            && coarse.number < 32 && fine.number == coarse.number + 32;
        if (isPair) {
            if (values.values.size() + fineValues.values.size() >= 2 * kEnough || isOver) {
                learned_ = {LearnedControl::Kind::Absolute, coarse, Relative::Absolute, true};
                state_ = State::Done;
            }
            return;
        }
    }
    if (heard_.size() > 1) {
        state_ = State::Several;
        return;
    }
    if (heard_.empty())
        return;
    auto& [address, heard] = *heard_.begin();
    if (const auto found = classify(address, heard, isOver)) {
        learned_ = *found;
        state_ = State::Done;
    }
}

std::optional<LearnedControl> ControlLearner::classify(const Address& address, Heard& heard, bool isOver)
{
    LearnedControl found;
    found.address = address;
    if (address.kind == Kind::NoteOn) {
        if (heard.releases > 0)
            return found;
        // Pressed again and never let go: each press is all it says.
        found.kind = LearnedControl::Kind::Toggle;
        return heard.presses >= 2 && isOver ? std::optional {found} : std::nullopt;
    }
    if (address.kind == Kind::Bend) {
        found.kind = LearnedControl::Kind::Absolute;
        found.bits14 = true;
        return heard.values.size() >= kEnough || isOver ? std::optional {found} : std::nullopt;
    }
    if (address.kind == Kind::Nrpn) {
        const bool switches =
            std::ranges::all_of(heard.values, [](auto value) { return value == 0 || value >= 127 * 128; });
        found.kind = switches ? LearnedControl::Kind::Toggle : LearnedControl::Kind::Absolute;
        found.bits14 = !switches;
        return heard.values.size() >= kEnough || isOver ? std::optional {found} : std::nullopt;
    }
    const auto kind = kindOfValues(heard.values, isOver, found.relative);
    if (!kind) {
        // One message and then nothing: a button that switches in turn, or one click of an encoder.
        heard.isSlow = heard.isSlow || (isOver && heard.values.size() == 1);
        state_ = isOver ? State::OtherWay : state_;
        return std::nullopt;
    }
    found.kind = *kind == LearnedControl::Kind::Button && heard.isSlow ? LearnedControl::Kind::Toggle : *kind;
    return found;
}

std::vector<Address> ControlLearner::candidates() const
{
    std::vector<Address> found;
    for (const auto& [address, heard] : heard_)
        found.push_back(address);
    return found;
}

void ControlLearner::choose(const Address& address)
{
    std::erase_if(heard_, [&](const auto& heard) { return heard.first != address; });
    if (heard_.empty())
        return;
    state_ = State::Listening;
    judge(true);
}

std::string ControlLearner::advice() const
{
    switch (state_) {
    case State::Waiting:
        return "Touch the control: press a pad or button, or turn a knob.";
    case State::Listening:
        return "Go on: press it again, or turn it further.";
    case State::OtherWay:
        return "Turn it the other way too, or press it once more: one message is not enough to know it.";
    case State::Several:
        return "More than one control moved; choose one of them, or begin again.";
    case State::Done:
        return "That is it.";
    }
    return {};
}

}  // namespace clave
