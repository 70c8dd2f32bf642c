#pragma once

#include "controllers/rules/rules_chain.hpp"

#include <map>
#include <string>
#include <vector>

namespace clave::test {

/// Finds chains in the plainest way there is: every partial match is an item of a list with a copy of its
/// events. Slow, and written only from controllers/rules/README.md, to hold the engine against.
class SimpleMatcher {
public:
    explicit SimpleMatcher(std::vector<RulesChain> chains);

    /// "2(60,7)" for each chain that fires: its index and what it caught.
    std::vector<std::string> feed(const SurfaceEvent& event);
    std::vector<std::string> advance(TimePoint now);
    [[nodiscard]] bool consumed() const { return consumed_; }

private:
    struct Partial {
        std::vector<std::size_t> events;  // indices into events_
        std::map<int, int> caught;
    };
    struct Source {
        std::size_t chain;
        int channel;  // -1: any
        std::vector<Partial> partials;
    };
    struct Find {
        std::size_t chain;
        int channel;
        Partial match;
    };

    void look(Source& source, const SurfaceEvent& event, std::vector<Find>& finds);
    [[nodiscard]] bool inTime(const RulesChain& chain, const Partial& partial, TimePoint now) const;
    [[nodiscard]] bool outdone(const Find& find, const std::vector<Find>& finds) const;
    [[nodiscard]] bool mayBecomeLonger(const Find& find, TimePoint now) const;
    std::vector<std::string> settle(const std::vector<Find>& finds, TimePoint now);

    std::vector<RulesChain> chains_;
    std::vector<Source> sources_;
    std::vector<SurfaceEvent> events_;
    std::vector<Find> waiting_;
    bool consumed_ = false;
};

}  // namespace clave::test
