#pragma once

#include "controllers/device/device_codec.hpp"
#include "controllers/rules/rules_chain.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What somebody beside the map, such as a script, wants of all controllers: chains and controls to hear,
/// lights to show. A value that is made anew when it changes; guestOn() says what of it is for one device.
struct GuestWish {
    /// Which devices: the one of this number, if it is not 0; else those with this in their id, name or port,
    /// letters of any case. An empty text: all.
    struct Who {
        std::uint32_t device = 0;
        std::string name;
    };
    struct Chain {
        std::uint32_t number = 0;  ///< by which its firing is told
        Who who;
        RulesChain chain;
    };
    struct Touch {
        std::uint32_t number = 0;  ///< by which touches are told
        Who who;
        std::string controls;  ///< as controlsMeant(); empty: all pads and buttons
        bool takes = false;  ///< the map does not get them meanwhile, and shows nothing there
    };
    struct Lit {
        Who who;
        std::string controls;
        std::optional<Light> light;  ///< nothing: the map's; of two for one control the later one counts
    };

    std::shared_ptr<const std::vector<Chain>> chains;  ///< null: none
    std::vector<Touch> touches;
    std::vector<Lit> lights;
};
using GuestWishPtr = std::shared_ptr<const GuestWish>;

/// The chains that a guest listens for on one device.
struct GuestChains {
    std::vector<std::uint32_t> numbers;  ///< by which each is told
    std::vector<RulesChain> chains;
};

/// What else a guest wants of one device.
struct Guest {
    struct Listener {
        std::uint32_t number = 0;
        std::vector<bool> controls;  ///< which it hears, in the order of Profile::controls
    };
    std::vector<Listener> listeners;
    std::vector<bool> taken;  ///< controls that the map does not get
    std::vector<std::optional<Light>> lights;  ///< of each control; nothing: as the map says
};

/// One device, as a guest may name it.
struct GuestHost {
    const Profile& profile;
    std::uint32_t device = 0;
    std::string_view port;
};
[[nodiscard]] GuestChains guestChainsOn(const GuestWish& wish, const GuestHost& host);
[[nodiscard]] Guest guestOn(const GuestWish& wish, const GuestHost& host);

/// The pads and buttons that a guest means: by the number that they send ("11"; if no pad does, all
/// buttons that do), or as maps name them ("pad[0][*]", "side.2", "play"). None where the device has none of
/// these.
[[nodiscard]] std::vector<std::uint16_t> controlsMeant(std::string_view text, const Profile& profile);
/// Whether that can be read, on whatever device.
[[nodiscard]] Result<void> checkControlsMeant(std::string_view text);

/// The shortest way to name one control as maps do: "pad[7][0]", "side.2", "play".
[[nodiscard]] std::string selectorOf(const Profile& profile, const Control& control);

}  // namespace clave
