#include "app/scripts/script_list.hpp"

#include <utility>

namespace clave {

void ScriptList::see(const std::vector<ScriptRef>& inSong, TimePoint now)
{
    if (list_ == inSong)
        isAsked_ = false;
    else if (!isAsked_ || now - askedAt_ > kPatience)
        list_ = inSong;
}

void ScriptList::write(std::vector<ScriptRef> list, std::uint64_t gesture, TimePoint now)
{
    if (list == list_ || !send_(list, gesture))
        return;
    list_ = std::move(list);
    isAsked_ = true;
    askedAt_ = now;
}

}  // namespace clave
