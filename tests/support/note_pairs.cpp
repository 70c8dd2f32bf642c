#include "tests/support/note_pairs.hpp"

namespace clave::test {

void NotePairs::take(unsigned port, const Message& message)
{
    const Key key {port, message.channel(), message.note()};
    if (message.isNoteOn()) {
        ++notes_;
        if (!sounding_.insert(key).second)
            ++doubled_;
    } else if (message.isNoteOff() && sounding_.erase(key) == 0) {
        ++orphans_;
    }
}

}  // namespace clave::test
