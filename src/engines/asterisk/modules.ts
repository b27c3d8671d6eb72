/** Exactly what runs, nothing else: each module is reachable code. Early ones must be there before the readers of configuration. */
export const modules: readonly { readonly name: string; readonly isEarly?: true }[] = [
  { name: 'res_config_pgsql', isEarly: true },
  ...words(`
  res_timing_timerfd res_sorcery_config res_sorcery_realtime res_sorcery_memory res_sorcery_astdb res_sorcery_memory_cache
  res_pjproject res_geolocation res_pjsip res_pjsip_pubsub res_pjsip_session res_pjsip_outbound_registration res_pjsip_outbound_authenticator_digest
  res_pjsip_authenticator_digest res_pjsip_acl res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user res_pjsip_registrar res_pjsip_nat
  res_pjsip_sdp_rtp res_pjsip_caller_id res_pjsip_dtmf_info res_pjsip_rfc3326 res_pjsip_dlg_options res_pjsip_empty_info
  res_pjsip_header_funcs res_pjsip_path res_pjsip_maintenance res_pjsip_diversion chan_pjsip func_pjsip_endpoint func_pjsip_contact func_pjsip_aor
  res_srtp res_websocket_client res_http_websocket res_pjsip_transport_websocket
  res_crypto chan_iax2 chan_bridge_media res_rtp_asterisk
  bridge_simple bridge_native_rtp bridge_softmix bridge_holding bridge_builtin_features
  codec_ulaw codec_alaw codec_a_mu codec_gsm codec_g722 codec_resample
  format_pcm format_wav format_gsm format_sln
  pbx_config app_dial app_playback app_stack app_playtones app_while app_celgenuserevent app_exec app_chanspy app_verbose app_echo app_record app_read
  func_callerid func_channel func_logic func_strings func_math func_timeout func_hangupcause func_cut func_dialplan func_base64 func_global
  res_speech res_agi res_security_log res_cdrel_custom cel_custom
  `).map((name) => ({ name })),
];

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
