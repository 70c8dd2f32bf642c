#include "core/ports/ledger.hpp"

namespace clave {

Message NoteLedger::offFor(std::size_t index) noexcept
{
    const auto channel = Channel::from0to15(static_cast<int>(index / kNotes));
    return Message::noteOff(channel, static_cast<int>(index % kNotes));
}

bool NoteLedger::ownsKey(const TimedMessage& off) const noexcept
{
    const Key& key = keys_[indexOf(off.message)];
    return key.state != State::Silent && (off.voice == 0 || off.voice == key.voice);
}

void NoteLedger::begin(const TimedMessage& on) noexcept
{
    keys_[indexOf(on.message)] = {on.voice, on.due, on.track, State::Sounding};
    ++sounding_;
    if (on.voice != 0)
        putOut_.add(on.voice);
}

void NoteLedger::ended(Key& key) noexcept
{
    if (key.state == State::Owed)
        --owed_;
    key.state = State::Silent;
    --sounding_;
}

void NoteLedger::owe(Key& key) noexcept
{
    if (key.state == State::Owed)
        return;
    key.state = State::Owed;
    ++owed_;
}

}  // namespace clave
