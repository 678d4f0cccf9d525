namespace Palisade.Detection.Html;

/// <summary>The events of HTML, SVG, CSS, pointer, touch, media and the old ones of Internet Explorer, without their leading <c>on</c>.</summary>
internal static class HtmlEventList
{
    public const string All =
        "abort activate afterprint afterupdate animationcancel animationend animationiteration animationstart auxclick "
        + "beforeactivate beforecopy beforecut beforedeactivate beforeeditfocus beforeinput beforeload beforematch beforepaste beforeprint beforescriptexecute beforetoggle beforeunload beforeupdate begin blur bounce "
        + "cancel canplay canplaythrough cellchange change click close command compositionend compositionstart compositionupdate contentvisibilityautostatechange contextlost contextmenu contextrestored controlselect copy cuechange cut "
        + "dataavailable datasetchanged datasetcomplete dblclick deactivate devicemotion deviceorientation domactivate domcontentloaded drag dragdrop dragend dragenter dragexit dragleave dragover dragstart drop durationchange "
        + "emptied end ended error errorupdate filterchange finish focus focusin focusout formdata formchange forminput fullscreenchange fullscreenerror gesturechange gestureend gesturestart gotpointercapture "
        + "hashchange help input invalid keydown keypress keyup languagechange layoutcomplete load loadeddata loadedmetadata loadend loadstart losecapture lostpointercapture "
        + "mediacomplete mediaerror message messageerror mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel move moveend movestart mozfullscreenchange "
        + "offline online outofsync page pagehide pagereveal pageshow pageswap paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress propertychange "
        + "ratechange readystatechange rejectionhandled repeat reset resize resizeend resizestart resume reverse rowdelete rowenter rowexit rowinserted rowsdelete rowsenter rowsinserted "
        + "scroll scrollend scrollsnapchange scrollsnapchanging search securitypolicyviolation seek seeked seeking select selectionchange selectstart show slotchange stalled start stop storage submit suspend syncrestored "
        + "timeerror timeupdate toggle touchcancel touchend touchmove touchstart trackchange transitioncancel transitionend transitionrun transitionstart unhandledrejection unload urlflip "
        + "volumechange waiting webkitanimationend webkitanimationiteration webkitanimationstart webkitfullscreenchange webkitmouseforcechanged webkitmouseforcedown webkitmouseforceup webkitmouseforcewillbegin webkitplaybacktargetavailabilitychanged webkittransitionend webkitwillrevealbottom wheel zoom";
}
